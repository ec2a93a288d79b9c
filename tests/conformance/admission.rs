//! Admission: message for message.
