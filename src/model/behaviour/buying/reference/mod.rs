//! What the models say of single clients, in arbitrary precision: tables that `reference.py` wrote, each value by a closed
//! form in 60 digits and checked there by an integral of its definition.

mod bg_nbd;
mod gamma_gamma;
mod mbg_nbd;
mod new_client;
mod pareto_nbd;

pub(crate) use bg_nbd::BG_NBD;
pub(crate) use gamma_gamma::GAMMA_GAMMA;
pub(crate) use mbg_nbd::MBG_NBD;
pub(crate) use new_client::NEW_CLIENT;
pub(crate) use pareto_nbd::PARETO_NBD;
