/** Root's symbol, then a Greek letter for each subnet. */
const symbols = 'Ταβγδεζηθικλμνξοπρστυφχψω';

/** Get the symbol of a subnet's token; beyond the alphabet, that of TAO. */
export const getSymbol = (netuid: number): Uint8Array =>
	new TextEncoder().encode([...symbols][netuid] ?? '𝜏');
