"""Words that say nothing about a skill: small words of four languages, and the small talk of mentoring itself.

Compared after folding, so without accents.
"""

_ENGLISH = """
a about above across after again against all almost along already also although always am among an and another any
anyone anything are around as ask at away back be became because become been before being below best better between
both bring but by came can cannot can't come could did didn't do does doesn't doing done don't down during each either
else enough especially etc even ever every everyone everything far few find first for from further gain get gets getting
give given gives giving go goes going good got great had has hasn't have haven't having he her here hers herself him
himself his how however i i'd i'll i'm i've if in including instead into is isn't it it's its itself just keep know
known last later least less let let's like little look looking lot made mainly make makes making many may maybe me mean
might mine more most mostly much must my myself near need needed needs neither never new next no nor not nothing now of
off often on once one ones only onto or other others our ours ourselves out over own part per perhaps please possible
put quite rather really right same say second see seem several shall she should since so some someone something soon
still such sure take takes taking than thank thanks that that's the their theirs them themselves then there these they
they're thing things think third this those though three through thus till to together too toward towards two under
until up upon us use used useful using very via was way ways we we'd we'll we're we've well went were what whatever when
where whether which while who whole whom whose why will wish with within without won't would year years yes yet you
you'd you'll you're you've your yours yourself yourselves
"""
_MENTORING = """
able advice background career currently develop developed developing experience experienced feel focus formerly goal
goals gladly grow guidance happy help helped helping helps hope hoping improve improving interest interested join joined
learn learned learning learnt love mentee mentees mentor mentored mentoring mentors month months offer past person
previously professional program programme role share skill skills spent start started strong struggle struggling
support today topic topics understand want wanted wants week weeks work worked working works
"""
_GERMAN = """
aber alle als am an auch auf aus bei beim bin bis da damit dann das dass dem den der des die dies diese durch ein eine
einem einen einer eines er es fur ganz gern gerne hab habe haben hat ich ihr im in ins ist ja jetzt kann konnen lernen
man mehr mein meine meinem meinen meiner mich mir mit mochte nach nicht noch nur ob oder ohne sehr sein seit sich sie
sind so uber um und uns unser unsere vom von vor war was wenn werden wie will wir wird wurde zu zum zur zwischen jahre
jahren
"""
_FRENCH = """
ai ans au aussi aux avec c'est ce ces cette comme dans de depuis des du elle en est et etre eu il ils j'ai je l la le
les leur leurs ma mais me mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui sa sans se ses son sont
sur tres un une veux voudrais vous
"""
_SPANISH = """
al anos como con de del desde donde el ella ellos en entre es esta este fue ha hace han hasta he la las lo los mas me mi
mis muy no nos nuestra nuestro o para pero por porque que quiero se ser si sin sobre son soy su sus te tengo un una uno
y ya
"""

STOP_WORDS = frozenset(" ".join((_ENGLISH, _MENTORING, _GERMAN, _FRENCH, _SPANISH)).split())
