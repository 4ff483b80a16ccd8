"""The words that say nothing by themselves about what is done to what, as data-science backlogs use them.

Base forms in lower case, British and American spelling. The lists are short on purpose: a word that is not
here counts as saying something, so a team's own vocabulary, and any other language, is never refused.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Said of any work; the object has to do the talking.
GENERIC_VERBS: Final = _words("""
    improve enhance optimise optimize increase boost raise reduce lower decrease minimise minimize maximise
    maximize investigate look see try explore research work experiment study examine understand learn know
    think consider discuss brainstorm play dig dive do perform carry conduct make get find search help
    continue go proceed start begin use apply handle address solve deal fix resolve change update revisit
    refine evaluate assess analyse analyze check test read review familiarise familiarize progress support
    achieve reach conclude draw decide want need can could should would might may will be is are was were been
    have has had does did let keep finish complete develop create build implement prepare clean tune collect
    gather
""")  # fmt: skip

# Things that every project has: naming one of them does not say which.
GENERIC_NOUNS: Final = _words("""
    model algorithm method approach technique solution tool library framework technology product system
    pipeline process code project task topic subject problem issue question case thing stuff idea option
    possibility way improvement experiment research investigation exploration analysis study test check work
    result outcome finding insight conclusion performance quality accuracy score metric measure value number
    data dataset feature parameter hyperparameter variable engineering tuning training modelling modeling
    optimisation optimization performance prediction classifier predictor estimator baseline eda poc mvp ml ai
    nlp dl ds paper article literature blog documentation practice standard requirement goal target business
    company team people stakeholder sprint iteration step part detail lot bit bunch everything anything
    something nothing sense art state topic potential need level effort time day today tomorrow yesterday week
    future todo tbd na title description above below n/a detail fruit user client customer market domain field
    area context background overview report information knowledge
""")  # fmt: skip

# The subject of the whole project: it does not tell this task from the next one.
TOPICS: Final = _words("""
    churn churner demand sale revenue cost profit price fraud risk forecast forecasting classification
    regression clustering ranking recommendation recommender detection segmentation user customer client
    market business conversion retention growth
""")  # fmt: skip

# Comparatives, quantities, adverbs: they colour what is said and say nothing alone.
COLOURS: Final = _words("""
    new better best good well great nice fast faster slow slower quick quickly simple easy easier high higher
    low lower large larger big bigger small smaller strong stronger more most less least much many few several
    some any all every each various different other another alternative additional further deep deeper deeply
    advanced modern current existing previous last next first final general overall possible potential
    appropriate suitable proper properly relevant interesting promising significant significantly
    substantially greatly slightly possibly maybe probably perhaps really very quite too also just again still
    even only more better best same similar related remaining open whole entire exploratory familiar usual
    discussed agreed planned mentioned
""")  # fmt: skip

# Joints of a sentence.
JOINTS: Final = _words("""
    a an the this that these those it its our my your their we i you they he she there here what which who how
    why when where whether them us themselves itself if of in on at to from for with without by as into onto
    about over under out up down off through than then and or but so not no per via around between among
    within along etc e.g i.e vs versus
""")  # fmt: skip

# Words that name a method by themselves, whatever stands around them.
METHODS: Final = _words("""
    encoding imputation calibration embedding boosting bagging stacking oversampling undersampling smoothing
    regularisation regularization normalisation normalization standardisation standardization pruning
    distillation quantisation quantization augmentation backtesting bootstrap permutation clipping hashing
    tokenisation tokenization lemmatisation lemmatization deduplication
""")  # fmt: skip

# Set phrases whose words would count one by one.
PHRASES: Final = (
    "state of the art",
    "machine learning",
    "deep learning",
    "artificial intelligence",
    "data science",
    "proof of concept",
    "low hanging fruit",
    "best practice",
    "pros and cons",
    "neural network",
)
