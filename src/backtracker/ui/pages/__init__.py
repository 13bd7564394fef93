"""The pages of the window, one file each; ``page`` says what a page is."""
