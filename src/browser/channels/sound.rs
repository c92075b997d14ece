//! A soft sound: two short tones, made here, so that no file is fetched.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioContext, OscillatorType};

const TONES: [(f32, f64); 2] = [(659.3, 0.0), (880.0, 0.14)];
const LENGTH: f64 = 0.22;
const VOLUME: f32 = 0.06;

/// One audio context for all sounds of a reader: browsers allow few, and each keeps a thread. Closed when dropped.
#[derive(Default)]
pub struct Player {
    context: Option<AudioContext>,
}

impl Player {
    /// Plays it. Browsers stay silent until the reader has touched the page; that is theirs to decide.
    pub fn play(&mut self) {
        if self.context.is_none() {
            self.context = AudioContext::new().ok();
        }
        if let Some(context) = &self.context {
            settle(context.resume());
            // There is nothing to be done, and nobody to be told, when a sound cannot be played.
            let _ = tones(context);
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        if let Some(context) = &self.context {
            settle(context.close());
        }
    }
}

/// Lets a promise come to its end unobserved; left alone, its refusal would be an error of the page.
fn settle(promise: Result<Promise, JsValue>) {
    if let Ok(promise) = promise {
        spawn_local(async { drop(JsFuture::from(promise).await) });
    }
}

fn tones(context: &AudioContext) -> Result<(), JsValue> {
    let start = context.current_time();
    for (pitch, delay) in TONES {
        let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
        tone.set_type(OscillatorType::Sine);
        tone.frequency().set_value(pitch);
        let gain = volume.gain();
        gain.set_value_at_time(VOLUME, start + delay)?;
        gain.exponential_ramp_to_value_at_time(0.0001, start + delay + LENGTH)?;
        tone.connect_with_audio_node(&volume)?.connect_with_audio_node(&context.destination())?;
        tone.start_with_when(start + delay)?;
        tone.stop_with_when(start + delay + LENGTH)?;
    }
    Ok(())
}
