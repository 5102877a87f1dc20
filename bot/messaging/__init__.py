"""The protocols of WeChat and WeCom: what they post, what they take, what they allow. Pure or asynchronous; used by front and outreach.

Facts and sources: docs/wechat.md.
"""
