"""What the desktop tells and can be told: its buses, notifications, do not disturb, sleep. Loaded after the start."""
