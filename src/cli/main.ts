console.log('emic');
