//! Labels, node affinity and taints: compiled once, then matched and explained.
