//! Code of the app that runs under locks of Tauri's.
//!
//! Tauri calls listeners in Rust, and asks filters, while it holds the lists of listeners. A panic in there poisons them:
//! from then on nobody hears anything, or each emit panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use tauri::EventTarget;

use crate::pages::Pages;
use crate::protocol::Protocol;
use crate::stats::{Problem, log};
use crate::worker::Shared;

/// What catches the panics of the app's own closures, and reports them: to the log, where the plugin is not registered.
pub(crate) struct Guard(Option<Arc<Shared>>);

impl Guard {
    pub(crate) fn of<P: Protocol>(pages: Option<&Pages<P>>) -> Guard {
        Guard(pages.map(|pages| Arc::clone(pages.shared())))
    }

    /// Runs a closure of the app; none if it panics.
    pub(crate) fn run<T>(&self, act: impl FnOnce() -> T) -> Option<T> {
        let done = caught(act);
        if done.is_none() {
            self.report();
        }
        done
    }

    /// A filter that accepts nobody where it panics. That is reported once, however many it is asked about.
    pub(crate) fn filter(
        self,
        filter: impl Fn(&EventTarget) -> bool + Send + Sync + 'static,
    ) -> impl Fn(&EventTarget) -> bool + Send + Sync + 'static {
        let told = AtomicBool::new(false);
        move |target| {
            caught(|| filter(target)).unwrap_or_else(|| {
                if !told.swap(true, Relaxed) {
                    self.report();
                }
                false
            })
        }
    }

    fn report(&self) {
        match &self.0 {
            Some(shared) => shared.report(&Problem::Panicked),
            None => log(&Problem::Panicked),
        }
    }
}

fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(act)).ok()
}
