"""What comes up by itself: the pop-up, the tray, and the one who decides which of them speaks."""
