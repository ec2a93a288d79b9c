//! A cluster in time: it turns the clock, plays kubelet and scheduler, and calls the controller's one step.
