/** The name of the Bittensor pallet in the metadata. */
export const palletName = 'SubtensorModule';

/** The module path of the pallet's types in the metadata. */
export const palletPath = 'pallet_subtensor';
