"""What measures and tests stand on: the assistant and its neighbours as processes of their own, and clients to them."""
