"""The calls of the 服务号."""
