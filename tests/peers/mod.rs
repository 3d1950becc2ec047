//! The tools that tests compare with, as `make peers` installs them.

/// Whether a missing tool is a failure: `TRIPOLIS_PEERS=required`.
pub(crate) fn required() -> bool {
    std::env::var("TRIPOLIS_PEERS").is_ok_and(|value| value == "required")
}

/// Passes over what needs a tool that is not there; a failure where it is required.
pub(crate) fn skip(missing: &str) {
    assert!(!required(), "{missing}, and TRIPOLIS_PEERS is `required`");
    println!("skipped: {missing}");
}

/// The Python that has the packages: what `TRIPOLIS_PEERS_PYTHON` names, else the system's.
#[allow(dead_code, reason = "not every test that compares needs Python")]
pub(crate) fn python() -> String {
    std::env::var("TRIPOLIS_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}
