//! Runs what is asynchronous, and waits for nothing. The tests of `tests/consumers/cases` have this module too.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing in here waits"),
    }
}
