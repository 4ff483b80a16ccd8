"""Charts: how work flows, as drawings with a sentence that says what they mean and the table behind them."""
