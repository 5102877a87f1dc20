"""The calls of 企业微信."""
