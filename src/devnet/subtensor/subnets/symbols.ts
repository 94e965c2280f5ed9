/** Root's, then a Greek letter for each subnet. */
const symbols = 'Ταβγδεζηθικλμνξοπρστυφχψω';

/** Get the sign of a subnet's token; beyond the alphabet, that of TAO. */
export const getSymbol = (netuid: number): Uint8Array =>
	new TextEncoder().encode([...symbols][netuid] ?? '𝜏');
