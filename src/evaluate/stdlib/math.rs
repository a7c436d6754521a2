//! Functions on numbers.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::{cmp::Ordering, f64::consts};

use jrsonnet_evaluator::{ObjValueBuilder, Result, Val, function::builtin};

/// Replaces what differs from go-jsonnet.
pub(super) fn extend(library: &mut ObjValueBuilder) {
    library
        .method("acos", builtin_acos {})
        .method("clamp", builtin_clamp {})
        .method("deg2rad", builtin_deg2rad {})
        .method("exponent", builtin_exponent {})
        .method("hypot", builtin_hypot {})
        .method("isDecimal", builtin_is_decimal {})
        .method("isEven", builtin_is_even {})
        .method("isInteger", builtin_is_integer {})
        .method("isOdd", builtin_is_odd {})
        .method("log10", builtin_log10 {})
        .method("log2", builtin_log2 {})
        .method("mantissa", builtin_mantissa {})
        .method("pow", builtin_pow {})
        .method("rad2deg", builtin_rad2deg {});
}

/// By way of the arc tangent, as Go does: the last digit follows from that.
#[builtin]
fn builtin_acos(x: f64) -> f64 {
    let root = (1.0 - x * x).sqrt();
    let magnitude = x.abs();
    let arc = if magnitude > 0.7 {
        consts::FRAC_PI_2 - (root / magnitude).atan()
    } else {
        (magnitude / root).atan()
    };
    consts::FRAC_PI_2 - arc.copysign(x)
}

#[builtin]
#[allow(non_snake_case, reason = "the names of Jsonnet")]
fn builtin_clamp(x: Val, minVal: Val, maxVal: Val) -> Result<Val> {
    if Val::try_cmp(&x, &minVal)? == Ordering::Less {
        return Ok(minVal);
    }
    if Val::try_cmp(&x, &maxVal)? == Ordering::Greater {
        return Ok(maxVal);
    }
    Ok(x)
}

#[builtin]
fn builtin_deg2rad(x: f64) -> f64 {
    x * consts::PI / 180.0
}

#[builtin]
fn builtin_rad2deg(x: f64) -> f64 {
    x * 180.0 / consts::PI
}

#[builtin]
fn builtin_hypot(x: f64, y: f64) -> f64 {
    let (small, large) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
    if large == 0.0 {
        return 0.0;
    }
    let ratio = small / large;
    large * (1.0 + ratio * ratio).sqrt()
}

#[builtin]
fn builtin_log2(x: f64) -> f64 {
    x.ln() / 2f64.ln()
}

#[builtin]
fn builtin_log10(x: f64) -> f64 {
    x.ln() / 10f64.ln()
}

#[builtin]
fn builtin_mantissa(x: f64) -> f64 {
    split(x).0
}

#[builtin]
fn builtin_exponent(x: f64) -> f64 {
    f64::from(split(x).1)
}

/// `x` as a fraction in ±[½, 1) and a power of two; zero as itself and 0.
fn split(x: f64) -> (f64, i32) {
    const EXPONENT: u64 = 0x7ff << 52;
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    if x.is_subnormal() {
        let (fraction, power) = split(x * 2f64.powi(64));
        return (fraction, power - 64);
    }
    let bits = x.to_bits();
    let biased = i32::try_from((bits & EXPONENT) >> 52).expect("eleven bits");
    (f64::from_bits(bits & !EXPONENT | 1022 << 52), biased - 1022)
}

/// `fraction` × 2^`power`, in two steps so that neither factor overflows.
fn join(fraction: f64, power: i32) -> f64 {
    let power = power.clamp(-2200, 2200);
    let half = power / 2;
    let third = half / 2;
    fraction * 2f64.powi(third) * 2f64.powi(half - third) * 2f64.powi(power - half)
}

/// Whole exponents by repeated squaring of the fraction and doubling of the
/// power of two, the rest by the exponential: as Go does, to the last digit.
#[builtin]
#[expect(clippy::float_cmp, reason = "these very numbers are special")]
fn builtin_pow(x: f64, n: f64) -> f64 {
    let magnitude = n.abs();
    let special = x == 0.0 || x == 1.0 || magnitude == 0.0 || magnitude == 0.5;
    if special || x < 0.0 && n.fract() != 0.0 || magnitude >= 2f64.powi(63) {
        return x.powf(n);
    }
    let mut rest = magnitude.fract();
    let mut whole = magnitude.trunc();
    if rest > 0.5 {
        rest -= 1.0;
        whole += 1.0;
    }
    let mut product = if rest == 0.0 {
        1.0
    } else {
        (rest * x.ln()).exp()
    };
    let mut power = 0i32;
    let (mut square, mut square_power) = split(x);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut bits = whole as u64;
    while bits != 0 {
        if square_power.abs() > 1 << 12 {
            power += square_power;
            break;
        }
        if bits & 1 == 1 {
            product *= square;
            power += square_power;
        }
        square *= square;
        square_power *= 2;
        if square < 0.5 {
            square *= 2.0;
            square_power -= 1;
        }
        bits >>= 1;
    }
    if n < 0.0 {
        product = 1.0 / product;
        power = -power;
    }
    let (fraction, own_power) = split(product);
    join(fraction, own_power + power)
}

#[builtin]
fn builtin_is_even(x: f64) -> bool {
    x.trunc() % 2.0 == 0.0
}

#[builtin]
fn builtin_is_odd(x: f64) -> bool {
    x.trunc() % 2.0 != 0.0
}

#[builtin]
fn builtin_is_integer(x: f64) -> bool {
    x.fract() == 0.0
}

#[builtin]
fn builtin_is_decimal(x: f64) -> bool {
    x.fract() != 0.0
}
