//! A soft sound: two short tones, made here, so that no file is fetched.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

const TONES: [(f32, f64); 2] = [(659.3, 0.0), (880.0, 0.14)];
const LENGTH: f64 = 0.22;
const VOLUME: f32 = 0.06;

/// Plays it. Browsers stay silent until the reader has touched the page; that is theirs to decide.
pub fn play() {
    // There is nothing to be done, and nobody to be told, when a sound cannot be played.
    let _ = tones();
}

fn tones() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
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
