"""What the pages of one service are made of: choices, the form as it is shown, the card as in the chat."""
