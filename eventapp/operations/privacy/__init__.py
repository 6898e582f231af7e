"""What is kept of people, and for how long: handed out, erased, purged when its time is over."""
