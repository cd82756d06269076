"""What runs inside the sandbox: plain scripts that import nothing of ours, and the data format of both sides."""
