//! How much has been read of the network that is not handed on yet: it has an end, so that TCP holds the server back.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::AcqRel, Ordering::Acquire};

use tokio::sync::Notify;

/// What is on its way from the link to the pages.
#[derive(Clone, Default)]
pub(super) struct Flow(Arc<Inner>);

#[derive(Default)]
struct Inner {
    weight: AtomicUsize,
    eased: Notify,
}

impl Flow {
    /// How much may be on its way: so many bytes, or 1,024 small frames.
    pub(super) const MOST: usize = 8 << 20;

    /// What the smallest frame weighs.
    const LEAST: usize = Self::MOST / 1_024;

    /// Takes note of a frame, until what is returned is dropped.
    pub(super) fn take(&self, bytes: usize) -> Held {
        let weight = bytes.max(Self::LEAST);
        self.0.weight.fetch_add(weight, AcqRel);
        Held { flow: self.clone(), weight }
    }

    pub(super) fn has_room(&self) -> bool {
        self.0.weight.load(Acquire) < Self::MOST
    }

    /// Waits until there is room. One may wait at a time.
    pub(super) async fn room(&self) {
        while !self.has_room() {
            self.0.eased.notified().await;
        }
    }
}

/// A frame that is on its way.
pub(super) struct Held {
    flow: Flow,
    weight: usize,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.flow.0.weight.fetch_sub(self.weight, AcqRel);
        self.flow.0.eased.notify_one();
    }
}
