import {createSigner} from '../../../src/crypto/sr25519.ts';

export const miner = createSigner({uri: '//Miner'});
/** The first asks what is to be answered; the others are attackers that are validators themselves. */
export const validators = ['//Validator', '//Wild validator'].map(uri => createSigner({uri}));
export const stranger = createSigner({uri: '//Stranger'});
