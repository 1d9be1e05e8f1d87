import type { Section } from '../sections';

/** Words of the scanner check. */
export const scannerTest: Section<'scannerTest' | 'keyboard'> = {
  'scannerTest.button': 'Comprobar escáner',
  'scannerTest.title': 'Comprobar {{name}}',
  'scannerTest.card': 'Tarjeta para imprimir',
  'scannerTest.end': 'Terminar',
  'scannerTest.scan': 'Escanee el código {{number}}: {{name}}',
  'scannerTest.hint':
    'Un escáner láser no lee pantallas ni códigos cuadrados: use la tarjeta impresa y sáltese los cuadrados.',
  'scannerTest.skip': 'Código siguiente',
  'scannerTest.now': 'escanéelo ahora',
  'scannerTest.open': 'sin escanear',
  'scannerTest.code.characters': 'Caracteres',
  'scannerTest.code.product': 'Artículo (EAN-13)',
  'scannerTest.code.lot': 'Lote y serie (GS1-128)',
  'scannerTest.code.matrix': 'Lote y serie (Data Matrix)',
  'scannerTest.code.link': 'Enlace (QR)',
  'scannerTest.code.long': 'Código largo (QR)',
  'scannerTest.code.command': 'Código de orden',
  'scannerTest.outcome.passed':
    'Los {{all}} códigos llegaron carácter por carácter: este escáner está bien configurado.',
  'scannerTest.outcome.open':
    '{{passed}} de {{all}} códigos correctos, {{open}} sin escanear. Para un láser sin códigos cuadrados está bien.',
  'scannerTest.outcome.faults': '{{faults}} de {{all}} códigos llegaron mal. No embale todavía con este escáner.',
  'scannerTest.noAim':
    'No envía identificadores de simbología. Active los identificadores AIM: solo así se distingue con certeza un artículo de un número de envío.',
  'scannerTest.found.passed': 'correcto',
  'scannerTest.found.layout': 'Este escáner teclea con distribución {{scanner}}; el equipo tiene la {{computer}}',
  'scannerTest.do.layout':
    'Escanee «País de teclado: {{computer}}» en la guía del escáner o, mejor, páselo a HID POS o USB serie.',
  'scannerTest.found.caps-lock': 'Mayúsculas y minúsculas están cambiadas',
  'scannerTest.do.caps-lock': 'Desactive Bloq Mayús y escanee otra vez.',
  'scannerTest.found.no-gs': 'Falta el separador GS: lote y serie se juntan',
  'scannerTest.do.no-gs':
    'Configúrelo para enviar GS (FNC1). Como teclado: que teclee otro signo y anótelo en «Se teclea en lugar de GS».',
  'scannerTest.found.gs-as': 'En lugar del separador GS envía {{sent}}',
  'scannerTest.do.gs-as': 'Anote {{sent}} en «Se teclea en lugar de GS» o haga que envíe GS.',
  'scannerTest.found.suffix': 'Detrás del código sobra: {{sent}}',
  'scannerTest.do.suffix': 'Configure un solo sufijo, Intro (CR), o anote el que envía como sufijo del dispositivo.',
  'scannerTest.found.prefix': 'Delante del código llega {{sent}}',
  'scannerTest.do.prefix': 'Quite el prefijo del escáner o anótelo como prefijo del dispositivo.',
  'scannerTest.found.no-suffix': 'El código no termina: falta Intro detrás',
  'scannerTest.do.no-suffix': 'Configure el sufijo Intro (CR) en el escáner o cambie el sufijo del dispositivo.',
  'scannerTest.found.identifier': 'Llama al código {{sent}} y es {{wanted}}: no distingue GS1',
  'scannerTest.do.identifier': 'Active los identificadores AIM y GS1 en el escáner.',
  'scannerTest.found.cut-short': 'Solo llegaron {{received}} de {{wanted}} caracteres',
  'scannerTest.do.cut-short':
    'Aumente la longitud máxima, envíe los dígitos de control y, como teclado, que teclee más despacio.',
  'scannerTest.found.wrong-characters': 'Caracteres incorrectos: llegó {{received}} y está impreso {{wanted}}',
  'scannerTest.do.wrong-characters':
    'Escanee el código de este paso. Si sigue igual: revise distribución, bits, paridad y reglas de edición.',
  'scannerTest.found.unreadable': 'Llegó algo que no es un código',
  'scannerTest.do.unreadable': 'Compare prefijo, sufijo, velocidad, bits y paridad con el escáner y escanee otra vez.',
  'keyboard.us': 'estadounidense',
  'keyboard.gb': 'británica',
  'keyboard.de': 'alemana',
  'keyboard.fr': 'francesa',
  'keyboard.es': 'española',
  'keyboard.it': 'italiana',
};
