"""Actions of buttons: each of them changes the visit."""
