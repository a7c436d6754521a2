//! The names of styles and scripts in the policy of a page.

use sha2::{Digest as _, Sha256};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A text's SHA-256 as a policy writes it: `sha256-…` in base64.
pub(super) fn of(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit <= chunk.len() {
                let at = bits >> (18 - 6 * digit) & 0x3f;
                out.push(char::from(DIGITS[at as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, of};

    #[test]
    fn it_is_standard_base64() {
        for (bytes, text) in [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("~?>", "fj8+")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(
            of(""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }
}
