// Writes thousands of spellings of phone numbers, and what libphonenumber-js reads in each, to standard output: one JSON
// array per line [raw, default country or null, E.164 or null, country, extension, valid, possible, type]. The first line
// holds the package's version and the number of countries. The same seed always writes the same lines.
//
//   node phone-numbers.js <seed> <spellings per country> <directory of the package>

import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [seed, perCountry, home] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]]
const require = createRequire(join(home, 'index.js'))
const { parsePhoneNumberFromString } = require('libphonenumber-js/max')
const packageHome = join(home, 'node_modules', 'libphonenumber-js')
const { version } = JSON.parse(readFileSync(join(packageHome, 'package.json'), 'utf8'))
const { countries, nonGeographic } = JSON.parse(readFileSync(join(packageHome, 'metadata.full.json'), 'utf8'))

// --- chance, repeatable (xorshift32)
let state = seed | 0 || 1
function random() {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}
const below = n => Math.floor(random() * n)
const pick = list => list[below(list.length)]
const digits = n => Array.from({ length: n }, () => below(10)).join('')

// --- a random string that a pattern of the numbering plans describes
function wordOf(pattern) {
  let at = 0
  function alternatives() {
    const branches = [sequence()]
    while (pattern[at] === '|') { at++; branches.push(sequence()) }
    return () => pick(branches)()
  }
  function sequence() {
    const parts = []
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') parts.push(counted(one()))
    return () => parts.map(part => part()).join('')
  }
  function one() {
    const c = pattern[at++]
    if (c === '\\') { at++; return () => String(below(10)) }
    if (c === '$') return () => ''
    if (c === '(') {
      if (pattern[at] === '?') at += 2
      const inner = alternatives()
      at++
      return inner
    }
    if (c === '[') {
      const end = pattern.indexOf(']', at)
      const set = pattern.slice(at, end).replace(/(\d)-(\d)/g, (_, a, b) => {
        let all = ''
        for (let d = +a; d <= +b; d++) all += d
        return all
      })
      at = end + 1
      return () => pick(set)
    }
    return () => c
  }
  function counted(part) {
    const count = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(pattern.slice(at))
    if (!count) return part
    at += count[0].length
    const least = count[1] === undefined ? 0 : +count[1]
    const most = count[1] === undefined ? 1 : +(count[2] ?? count[1])
    return () => Array.from({ length: least + below(most - least + 1) }, part).join('')
  }
  return alternatives()()
}

// --- national numbers: real ones of each type, and all the ways to miss
function nationalNumber(plan) {
  const types = (plan[11] || []).filter(type => type && type[0])
  switch (below(10)) {
    case 0: return wordOf(plan[2])
    case 1: return digits(pick(plan[3]))
    case 2: return digits(1 + below(18))
  }
  const real = types.length ? wordOf(pick(types)[0]) : wordOf(plan[2])
  const at = below(real.length)
  switch (below(10)) {
    case 0: return real.slice(0, at) + real.slice(at + 1)
    case 1: return real.slice(0, at) + below(10) + real.slice(at)
    case 2: return real.slice(0, at) + below(10) + real.slice(at + 1)
    case 3: return real.slice(0, 2 + below(real.length))
    default: return real
  }
}

// --- spellings
const separators = [' ', ' ', ' ', '-', '.', '/', '  ', ' - ', '\u00a0', '\u2013', '\u2011', '\u3000', ' / ']
function spaced(number) {
  if (below(4) === 0) return number
  const separator = pick(separators)
  let text = ''
  for (let at = 0; at < number.length;) {
    const length = 1 + below(5)
    text += (at ? (below(8) ? separator : pick(separators)) : '') + number.slice(at, at + length)
    at += length
  }
  return text
}
function bracketed(number) {
  const at = Math.min(number.length, 2 + below(4))
  return `(${number.slice(0, at)})${pick(['', ' ', '-'])}${spaced(number.slice(at))}`
}
const foreignDigits = [0xff10, 0x0660, 0x06f0]
const foreign = text => {
  const zero = pick(foreignDigits)
  return text.replace(/\d/g, d => String.fromCharCode(zero + +d))
}
const extensionLabels = [' x', 'x', ' ext ', ' ext. ', ' ext: ', ';ext=', '#', ' # ', ' extension ', ' Extn. ', ', ', ',,', ';', ' int ',
  ' доб. ', ' anexo ', '~', ' X', ',,,', ' extensi\u00f3n ', ' xt ']
const decorations = [n => `tel:${n}`, n => `Tel. ${n}`, n => `  ${n}  `, n => `"${n}"`, n => `<${n}>`, n => `${n} (mobile)`, n => `${n}.`,
  n => `${n};isub=12`, n => `callto://${n}`, n => `${n}#`, n => `*${n}`, n => `${n} Anna`, n => `(${n})`]
function damaged(text) {
  const at = below(text.length + 1)
  return text.slice(0, at) + pick(['a', 'o', '+', '++', '*', '?', 'x', ',', '#', '~', ':', '\n']) + text.slice(at)
}

const literal = /^\d+$/
const prefix = pattern => literal.test(pattern) ? pattern : wordOf(pattern)

function spelling(plan, national, from) {
  const code = plan[0]
  const trunk = plan[5] || ''
  const styled = number => (below(5) ? spaced(number) : bracketed(number))
  const way = below(13)
  switch (way) {
    case 0: return `+${code}${national}`
    case 1: return `+${code}${pick(separators)}${styled(national)}`
    case 2: return `+${code} (${trunk || '0'})${spaced(national)}`
    case 3: return `+${code}${trunk}${national}`
    case 4: return `${prefix((from ?? plan)[1] || '00')}${pick(['', ' ', '-'])}${code}${pick(['', ' '])}${spaced(national)}`
    case 5: return `00${code}${spaced(national)}`
    case 6: return spaced(`${code}${national}`)
    case 7: return `(+${code}) ${spaced(national)}`
    case 8: return styled(national)
    case 9: return plan[7] ? spaced(wordOf(plan[7]) + national) : spaced(trunk + national)
    default: return styled(trunk + national)
  }
}

function dressed(text) {
  switch (below(12)) {
    case 0: return text + pick(extensionLabels) + digits(1 + below(below(4) ? 5 : 21))
    case 1: return foreign(text)
    case 2: return pick(decorations)(text)
    case 3: return damaged(text)
    case 4: return pick(decorations)(text + pick(extensionLabels) + digits(1 + below(6)))
    default: return text
  }
}

function answer(raw, country) {
  try {
    const number = parsePhoneNumberFromString(raw, country ?? undefined)
    return number
      ? [raw, country, number.number, number.country ?? null, number.ext ?? null, number.isValid(), number.isPossible(), number.getType() ?? null]
      : [raw, country, null, null, null, false, false, null]
  } catch (problem) {
    throw new Error(`libphonenumber-js failed on ${JSON.stringify([raw, country])}`, { cause: problem })
  }
}

// --- the list
const names = Object.keys(countries)
const lines = [JSON.stringify([version, names.length])]
for (const name of names) {
  for (let n = 0; n < perCountry; n++) {
    const context = below(10)
    const from = context < 7 ? name : context < 9 ? pick(names) : null
    lines.push(JSON.stringify(answer(dressed(spelling(countries[name], nationalNumber(countries[name]), from && countries[from])), from)))
  }
}
for (const code of Object.keys(nonGeographic)) {
  for (let n = 0; n < perCountry; n++) {
    const plan = nonGeographic[code]
    lines.push(JSON.stringify(answer(dressed(`+${code}${spaced(nationalNumber(plan))}`), pick([null, pick(names)]))))
  }
}
process.stdout.write(lines.join('\n') + '\n')
