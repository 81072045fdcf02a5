"""What is printed of gatherings: Chinese whatever the screen speaks."""
