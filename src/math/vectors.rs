//! Loops over columns that the compiler turns into vector instructions.
//!
//! A kernel is a plain loop over arrays of a known length; [`in_vectors`] compiles it three times, for AVX-512, for
//! AVX2 and for any processor of the architecture, and the first call picks what the machine has. All three give the
//! same bits: Rust never reorders or fuses floating-point operations, and `f64::mul_add`, which kernels ask for by
//! name, rounds once everywhere (without the instruction it is a call into the system's library, exact but slow).

/// Compiles a kernel for each kind of vectors; see the room's documentation.
macro_rules! in_vectors {
    ($($kernel:tt)*) => {
        #[multiversion::multiversion(targets(
            "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+fma+bmi1+bmi2+lzcnt+popcnt",
            "x86_64+avx2+fma+bmi1+bmi2+lzcnt+popcnt",
        ))]
        $($kernel)*
    };
}
pub(crate) use in_vectors;

/// `a b + c`, rounded once.
#[inline(always)]
#[expect(
    clippy::disallowed_methods,
    reason = "kernels are compiled for processors that have the instruction"
)]
pub(crate) fn fused(a: f64, b: f64, c: f64) -> f64 {
    a.mul_add(b, c)
}

/// `a b + c` in single precision, rounded once.
#[inline(always)]
pub(crate) fn fused_single(a: f32, b: f32, c: f32) -> f32 {
    a.mul_add(b, c)
}

/// An array that begins with a line of the processor's cache: vectors that straddle two lines take twice as long.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Lined<T, const N: usize>(pub(crate) [T; N]);
