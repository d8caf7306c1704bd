"""Many calls: what agents and teams come to, how it changes, and which calls to hear first."""
