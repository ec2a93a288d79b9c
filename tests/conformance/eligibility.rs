//! `NodeShouldRunDaemonPod`, verdict for verdict.
