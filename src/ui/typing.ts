import {createContext} from 'react';

/** How many fields are being typed in. While there is one, letters are text and no commands; see `useKeys()`. */
export type Typing = {
	fields: number;
};

export const typingContext = createContext<Typing>({fields: 0});
