"""The app of colleagues on 企业微信: lookup, cards, lines."""
