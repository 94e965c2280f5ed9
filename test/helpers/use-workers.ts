/**
Use every worker of the program once and print what they answered; bundled by a test to see that they are found in that layout. It closes nothing, so it ends only if idle workers keep no process alive.
*/
import {Buffer} from 'node:buffer';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {createVerifier} from '../../src/crypto/verifier.ts';
import {deriveKey} from '../../src/wallet/derive-key.ts';

const {publicKey, sign} = createSigner({uri: '//Alice'});
const message = Buffer.from('query');
const signature = await sign(message);
const isValid = await createVerifier().verify({message, signature, publicKey});
const key = await deriveKey('password', {cost: {memory: 64, passes: 1}});
console.log(JSON.stringify({isValid, keyLength: key.length}));
