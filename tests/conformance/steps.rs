//! One controller sync: create, delete, status.
