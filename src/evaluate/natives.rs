//! Natives.
