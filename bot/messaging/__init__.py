"""The protocols of WeChat and WeCom: what they post, what they take, what they allow. Pure or asynchronous.

Facts and sources: docs/wechat.md.
"""
