//! What `static/live-blog.js` calls: room for a request, the translation of what was written there, the address of the answer.
#![expect(
    unsafe_code,
    reason = "a name that is exported as it is written counts as unsafe, because two could be the same"
)]

use std::cell::RefCell;

thread_local! {
    /// The request, and after it the answer. One at a time: nobody waits inside of a call.
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a request of so many bytes and says where. Room for none gives back what the last answer took.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    TEXT.with_borrow_mut(|text| {
        *text = vec![0; bytes];
        text.as_mut_ptr()
    })
}

/// Puts the answer in the place of the request and says how many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn translate() -> usize {
    TEXT.with_borrow_mut(|text| {
        let answer = crate::answer_to(&String::from_utf8_lossy(text));
        *text = answer.into_bytes();
        text.len()
    })
}

/// Says where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    TEXT.with_borrow(|text| text.as_ptr())
}
