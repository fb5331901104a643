#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kneel_fuzz::check_import(bytes));
