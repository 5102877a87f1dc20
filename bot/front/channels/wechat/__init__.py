"""The 服务号: what came in, what is answered, what is pushed."""
