//! Counting live bytes: the system's allocator, and beside it a sum for each thread.
#![allow(unsafe_code, reason = "an allocator is unsafe by its trait; this one only counts and passes on")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static LIVE: Cell<i64> = const { Cell::new(0) };
}

/// The system's allocator, counted.
pub struct Counted;

/// How many more bytes this thread has taken than given back.
pub fn live() -> i64 {
    LIVE.with(Cell::get)
}

fn count(taken: usize, given: usize) {
    let change = i64::try_from(taken).unwrap_or(0) - i64::try_from(given).unwrap_or(0);
    // A thread that is going away has nobody left to count for.
    let _ = LIVE.try_with(|live| live.set(live.get() + change));
}

// SAFETY: every call goes to `System` as it came, so its promises are ours.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(0, layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        unsafe { System.realloc(pointer, layout, size) }
    }
}
