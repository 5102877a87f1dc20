"""What every page and API passes: middleware, errors, limits, metrics, logs, cookies, assets."""
