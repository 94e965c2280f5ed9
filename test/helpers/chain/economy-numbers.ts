/** Whole numbers that look random and are the same in every run: splitmix64 from a seed. */
export function createNumbers(seed: bigint): (below: bigint) => bigint {
	const mask = 0xff_ff_ff_ff_ff_ff_ff_ffn;
	let state = seed;
	return below => {
		state = (state + 0x9e_37_79_b9_7f_4a_7c_15n) & mask;
		let mixed = state;
		mixed = ((mixed ^ (mixed >> 30n)) * 0xbf_58_47_6d_1c_e4_e5_b9n) & mask;
		mixed = ((mixed ^ (mixed >> 27n)) * 0x94_d0_49_bb_13_31_11_ebn) & mask;
		return (mixed ^ (mixed >> 31n)) % below;
	};
}

/** 1 TAO, or 1 alpha, in rao. */
export const whole = 1_000_000_000n;

/** A number with 32 fraction bits. */
export const q32Of = (value: number): bigint => BigInt(Math.floor(value * 2 ** 32));

/** A number with 64 fraction bits, as exact as a double is. */
export const q64Of = (value: number): bigint => BigInt(Math.floor(value * 2 ** 64));
