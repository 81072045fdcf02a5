"""What is told of a conversation: stances in, a content without any voice out, and how that content is read and drawn."""
